package dev.sluice.kernel.spec;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The logo, a sluice gate half drawn up, as pixels for front ends that show no SVG. The same shapes as logo-svg.svg. */
final class GateLogo {

    /** Edge of the drawing's coordinates. */
    private static final double EDGE = 64;

    private static final Color SKY = new Color(0xe8f1f8);
    private static final Color TIMBER = new Color(0x6b4f3a);
    private static final Color GATE = new Color(0x34495e);
    private static final Color WATER = new Color(0x1f8fce);

    private GateLogo() {}

    /** Draws the logo as PNG with the given edge in pixels. It needs no display. */
    static byte[] png(int edge) {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(edge / EDGE, edge / EDGE);
        fill(graphics, SKY, 0, 0, 64, 64, 20);
        fill(graphics, WATER, 4, 46, 56, 12, 8);
        fill(graphics, TIMBER, 10, 8, 7, 50, 2);
        fill(graphics, TIMBER, 47, 8, 7, 50, 2);
        fill(graphics, TIMBER, 8, 8, 48, 7, 2);
        fill(graphics, GATE, 30, 3, 4, 24, 2);
        fill(graphics, GATE, 19, 22, 26, 20, 2);
        graphics.dispose();
        return encoded(image);
    }

    private static void fill(Graphics2D graphics, Color color, int x, int y, int width, int height, int arc) {
        graphics.setColor(color);
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, arc, arc));
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("Cannot draw the logo: this JVM writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
