// node unpack.mjs FOLDER TAR: unpacks the one package of Chromium in FOLDER, which npm has put there, and deletes it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';

const [folder, tar] = process.argv.slice(2);

function untar(...options) {
    const { status, error } = spawnSync(tar, options, { cwd: folder, stdio: 'inherit' });
    if (status !== 0) {
        throw error ?? new Error(`${tar} ${options.join(' ')} ended with ${status}`);
    }
}

async function decompress(from, to, mode) {
    await pipeline(fs.createReadStream(from), zlib.createBrotliDecompress(), fs.createWriteStream(to, { mode }));
}

const packages = fs.readdirSync(folder).filter((name) => name.endsWith('.tgz'));
if (packages.length !== 1) {
    throw new Error(`One package was expected in ${folder}, found: ${packages.join(', ') || 'none'}`);
}
untar('--no-same-owner', '-xzf', packages[0]);
const bin = path.join(folder, 'package', 'bin');
for (const name of fs.readdirSync(bin).filter((file) => file.endsWith('.tar.br'))) {
    const archive = path.join(folder, name.slice(0, -'.br'.length));
    await decompress(path.join(bin, name), archive, 0o600);
    untar('--no-same-owner', '-xf', path.basename(archive));
    fs.rmSync(archive);
}
await decompress(path.join(bin, 'chromium.br'), path.join(folder, 'chromium'), 0o700);
fs.rmSync(path.join(folder, 'package'), { recursive: true });
fs.rmSync(path.join(folder, packages[0]));
