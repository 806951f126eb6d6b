// tus-js-client on our node: in pieces, stopped in the middle, found again, ended.
// In: an upload's endpoint, a file. Out: the address of the finished upload; or an exit code and what is wrong.
// Never: our own code where theirs is asked for.

import { readFileSync } from 'node:fs';
import { Upload } from 'tus-js-client';

const [endpoint, path] = process.argv.slice(2);
const file = readFileSync(path);
const metadata = { filename: 'scan.pdf', filetype: 'application/pdf' };

/** Uploads until the end, or until so much is there; gives the upload's address. */
const upload = (options, stopAt) => new Promise((resolve, reject) => {
  const one = new Upload(file, {
    endpoint, metadata, chunkSize: 200_000, retryDelays: [0, 100], ...options,
    onError: reject,
    onSuccess: () => resolve(one.url),
    onChunkComplete: (_, taken) => {
      if (stopAt && taken >= stopAt) one.abort(false).then(() => resolve(one.url), reject);
    },
  });
  one.start();
});

const begun = await upload({}, 400_000);
const offset = async url => Number((await fetch(url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } })).headers.get('upload-offset'));
const there = await offset(begun);
if (there < 400_000 || there >= file.length) throw new Error(`stopped at ${there} of ${file.length}`);
const finished = await upload({ uploadUrl: begun });
if (finished !== begun || await offset(finished) !== file.length) throw new Error('it did not go on where it was');

// With the bytes in the first request, through a network that knows only GET and POST, and ended.
const other = await upload({ uploadDataDuringCreation: true, overridePatchMethod: true });
if (await offset(other) !== file.length) throw new Error('the whole at once did not arrive');
await Upload.terminate(other, {});
const gone = await fetch(other, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
if (gone.status !== 410) throw new Error(`an ended upload answers ${gone.status}`);
console.log(finished);
