// A spoken message in an open case can be listened to where it stands. In: the seat of a case's screen. Out: a button beside each short sound
// that fetches it as its download does, and plays it. Never: an address that a page's policy would have to allow, a document shown as a page,
// sound before a press; where a browser cannot read it, it is downloaded.
import { make, words } from './words.js';

/** What five minutes of speech weigh at most, several times over: decoded, a sound is much larger. */
const MOST = 4e6;
/** Enough for a voice. */
const RATE = 16_000;

export async function start(seat) {
  let say, player, playing;
  const name = (button, key) => {
    button.textContent = say(key);
    button.setAttribute('aria-label', `${say(key)} – ${button.value}`);
  };
  const silence = () => {
    player?.close().catch(() => {});
    if (playing) name(playing, 'part-voice-listen');
    player = playing = null;
  };
  const play = async (button, form) => {
    const same = playing === button;
    silence();
    if (same) return;
    playing = button;
    name(button, 'part-voice-silence');
    // Within the press, or browsers keep it silent.
    const context = player = new AudioContext({ sampleRate: RATE });
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: new URLSearchParams([...new FormData(form)]) });
      if (!answer.ok) throw new Error();
      const sound = await context.decodeAudioData(await answer.arrayBuffer());
      if (player !== context) return;
      const source = context.createBufferSource();
      source.buffer = sound;
      source.connect(context.destination);
      source.onended = () => player === context && silence();
      source.start();
    } catch {
      if (player !== context) return;
      silence();
      form.requestSubmit();
    }
  };
  const screen = async () => {
    const here = seat.page?.screen.case;
    if (playing && !playing.isConnected || !here) silence();
    if (!here) return;
    say = await words(seat).catch(() => say);
    if (!say || seat.page?.screen.case !== here) return;
    for (const { id, name: called, media_type, length_bytes } of here.case.timeline.flatMap(entry => entry.documents ?? [])) {
      if (!media_type.startsWith('audio/') || length_bytes > MOST) continue;
      for (const form of seat.root.querySelectorAll(`[data-form="document-${id}"]`)) {
        if (form.previousElementSibling.matches('.wasl-listen')) continue;
        const button = make('button', 'wasl-button', '', { type: 'button', value: called, onclick: () => play(button, form) });
        const place = make('span', 'wasl-document-get wasl-listen');
        name(button, 'part-voice-listen');
        place.append(button);
        form.before(place);
      }
    }
  };
  await screen();
  return { screen, end: silence };
}
