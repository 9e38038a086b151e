package dev.sluice.pool.spark.loopback;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rewrites the one call that is looked for in a class file. */
final class CallRewrite {

    private CallRewrite() {}

    /**
     * A call of a method, as its instruction says.
     *
     * @param within name of the method that it stands in
     * @param owner internal name of the class that is called
     * @param type descriptor of the method that is called
     */
    record Call(String within, int opcode, String owner, String method, String type, boolean ofInterface) {

        /** Writes the call as it was. */
        void write(MethodVisitor code) {
            code.visitMethodInsn(opcode, owner, method, type, ofInterface);
        }
    }

    /** What is done with calls. */
    @FunctionalInterface
    interface Replacement {

        /** Writes what stands in place of a call if it is the one, and nothing if it is another; says which. */
        boolean write(Call call, MethodVisitor code);
    }

    /**
     * Returns the rewritten class file.
     *
     * @param wanted the call that is looked for, in words
     * @throws LoopbackRewriteException when there is not exactly one such call: then this is not the class that was meant
     */
    static byte[] of(byte[] classFile, String wanted, Replacement replacement) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Calls calls = new Calls(writer, replacement);
        reader.accept(calls, 0);
        if (calls.found != 1) {
            throw new LoopbackRewriteException(
                    "Cannot rewrite " + reader.getClassName().replace('/', '.') + ": found " + calls.found
                            + " calls of " + wanted + ", expected 1");
        }
        return writer.toByteArray();
    }

    private static final class Calls extends ClassVisitor {

        private final Replacement replacement;
        private int found;

        Calls(ClassVisitor next, Replacement replacement) {
            super(Opcodes.ASM9, next);
            this.replacement = replacement;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean ofInterface) {
                    Call call = new Call(name, opcode, owner, method, type, ofInterface);
                    if (replacement.write(call, next)) {
                        found++;
                    } else {
                        call.write(next);
                    }
                }
            };
        }
    }
}
