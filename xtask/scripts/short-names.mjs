// Gives what WebAssembly and its JavaScript side call each other by short names: every name of wasm-bindgen's ends in a digest, which nothing can
// compress. Arguments: the program, its JavaScript; both are written over. Only names that both know are changed: the digest makes them unique.
import { readFileSync, writeFileSync } from "node:fs";

const IMPORTS = 2, EXPORTS = 7;
/** What the linker and wasm-bindgen make up; the names that the loader calls stay. */
const MADE_UP = /^(__wbg_|__wbindgen_|__externref_|wasm_bindgen_|\.\/widget_bg\.js$)/;

const [program, script] = process.argv.slice(2);
const old = readFileSync(program);
let js = readFileSync(script, "utf8");

const names = new Map();
/** The short name, if the script knows the long one. */
const short = (name) => {
  if (!MADE_UP.test(name)) return name;
  if (!names.has(name)) {
    const known = new RegExp(`(?<![\\w$])${name.replace(/[.$/]/g, "\\$&")}(?![\\w$])`, "g");
    // "_" and digits of base 36: no export of the program's own is called so.
    const to = `_${names.size.toString(36)}`;
    const found = known.test(js);
    if (found) js = js.replace(known, to);
    names.set(name, found ? to : name);
  }
  return names.get(name);
};

/** An unsigned LEB128 at a place: its value, and the place after it. */
const number = (at) => {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = old[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
};
const written = (value) => {
  const bytes = [];
  do { bytes.push((value % 128) | (value > 127 ? 128 : 0)); value = Math.floor(value / 128); } while (value > 0);
  return Buffer.from(bytes);
};
const text = (at) => {
  const [length, from] = number(at);
  return [old.toString("utf8", from, from + length), from + length];
};
const named = (name) => { const bytes = Buffer.from(name); return Buffer.concat([written(bytes.length), bytes]); };

/** The place after a limit (a table's, a memory's), and after what is imported of each kind. */
const limits = (at) => { const more = old[at] & 1; at = number(at + 1)[1]; return more ? number(at)[1] : at; };
const AFTER = [(at) => number(at)[1], (at) => limits(at + 1), limits, (at) => at + 2];

/** A section of imports or exports with short names. */
function renamed(id, from) {
  let [count, at] = number(from);
  const out = [written(count)];
  for (; count > 0; count--) {
    for (let left = id === IMPORTS ? 2 : 1; left > 0; left--) {
      const [name, next] = text(at);
      out.push(named(short(name)));
      at = next;
    }
    const end = id === IMPORTS ? AFTER[old[at]](at + 1) : number(at + 1)[1];
    out.push(old.subarray(at, end));
    at = end;
  }
  return Buffer.concat(out);
}

const parts = [old.subarray(0, 8)];
for (let at = 8; at < old.length;) {
  const id = old[at], [length, from] = number(at + 1), end = from + length;
  const content = id === IMPORTS || id === EXPORTS ? renamed(id, from) : old.subarray(from, end);
  parts.push(Buffer.from([id]), written(content.length), content);
  at = end;
}
const small = Buffer.concat(parts);
if (!WebAssembly.validate(small)) throw new Error("the program with short names is not valid");
writeFileSync(program, small);
writeFileSync(script, js);
