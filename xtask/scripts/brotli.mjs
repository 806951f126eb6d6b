// Writes a brotli copy beside each file and prints, as JSON, the sizes in the order asked.
// Arguments: the quality (0 to 11), then the files.
import { brotliCompressSync, constants } from "node:zlib";
import { readFileSync, writeFileSync } from "node:fs";

const [quality, ...files] = process.argv.slice(2);
const sizes = files.map((file) => {
  const content = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: Number(quality),
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    [constants.BROTLI_PARAM_LGWIN]: 22,
  };
  const small = brotliCompressSync(content, { params });
  writeFileSync(`${file}.br`, small);
  return { bytes: content.length, brotli: small.length };
});
console.log(JSON.stringify(sizes));
