// Prints how many bytes the script of an agency has with its form in it: the most of all forms, as Brotli at the quality at which
// workerd compresses while it answers. Arguments: the script with room for a form, then what goes there, as JSON texts.
import { brotliCompressSync, constants } from "node:zlib";
import { readFileSync } from "node:fs";

const QUALITY = 5;
const [file, ...forms] = process.argv.slice(2);
const script = readFileSync(file, "utf8");
const weigh = (form) => {
  const whole = script.replace('"__WASL_FORM__"', () => JSON.parse(form));
  return brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }).length;
};
console.log(Math.max(...forms.map(weigh)));
