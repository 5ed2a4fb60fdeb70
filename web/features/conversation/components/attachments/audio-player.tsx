import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import styles from './audio-player.module.css';

const bars = 34;
const speeds = [1, 1.5, 2] as const;

/** Only one voice speaks at a time. */
let speaking: HTMLAudioElement | null = null;

type AudioPlayerProps = { url: string; name: string };

/** A voice message: play, the shape of the voice to move in, the time, and the speed while it plays. */
export function AudioPlayer({ url, name }: AudioPlayerProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [atSeconds, setAtSeconds] = useState(0);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);
  const [broken, setBroken] = useState(false);
  const peaks = useVoiceShape(url);

  const toggle = () => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    if (speaking !== element) speaking?.pause();
    speaking = element;
    element.playbackRate = speed;
    element.play().catch(() => setBroken(true));
  };
  const nextSpeed = () => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };
  const moveTo = (to: number) => {
    setAtSeconds(to);
    if (audio.current) audio.current.currentTime = to;
  };

  const share = seconds ? atSeconds / seconds : 0;
  return (
    <div className={styles.player} role="group" aria-label={name}>
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAtSeconds(0)}
        onTimeUpdate={(event) => setAtSeconds(event.currentTarget.currentTime)}
        onDurationChange={(event) => {
          const { duration } = event.currentTarget;
          setSeconds(Number.isFinite(duration) ? duration : null);
        }}
        onError={() => setBroken(true)}
      />
      <button
        type="button"
        className={styles.play}
        aria-label={playing ? `Pause ${name}` : `Play ${name}`}
        disabled={broken}
        onClick={toggle}
      >
        {playing ? (
          <IconPlayerPauseFilled size={14} aria-hidden="true" />
        ) : (
          <IconPlayerPlayFilled size={14} aria-hidden="true" />
        )}
      </button>
      {broken ? (
        <a className="link small" href={url} download>
          Cannot be played here. Download
        </a>
      ) : (
        <>
          <span className={styles.voice}>
            <span className={styles.bars} aria-hidden="true">
              {peaks.map((peak, index) => (
                <span
                  key={index}
                  data-on={index < share * bars || undefined}
                  style={{ '--peak': peak } as CSSProperties}
                />
              ))}
            </span>
            <input
              className={styles.range}
              type="range"
              min={0}
              max={seconds ?? 0}
              step={0.1}
              value={atSeconds}
              disabled={seconds === null}
              aria-label="Position"
              aria-valuetext={`${clock(atSeconds)} of ${clock(seconds ?? 0)}`}
              onChange={(event) => moveTo(event.currentTarget.valueAsNumber)}
            />
          </span>
          <span className={styles.time}>{clock(playing || atSeconds > 0 ? atSeconds : (seconds ?? 0))}</span>
          {(playing || speed !== 1) && (
            <button
              type="button"
              className={styles.speed}
              aria-label={`Speed ${speed}, change`}
              onClick={nextSpeed}
            >
              {speed}×
            </button>
          )}
        </>
      )}
    </div>
  );
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const even: readonly number[] = Array.from({ length: bars }, () => 0.25);
/** Longer recordings keep the even bars: to decode one only to draw it would cost more than it shows. */
const largestDrawnBytes = 1_500_000;
const known = new Map<string, readonly number[]>();

/** How loud the voice is along the recording, 34 figures from 0.1 to 1; even until it is known. */
function useVoiceShape(url: string): readonly number[] {
  const [peaks, setPeaks] = useState<readonly number[]>(() => known.get(url) ?? even);
  useEffect(() => {
    if (known.has(url) || typeof OfflineAudioContext === 'undefined') return;
    const giveUp = new AbortController();
    void readShape(url, giveUp.signal).then(
      (shape) => {
        known.set(url, shape);
        if (!giveUp.signal.aborted) setPeaks(shape);
      },
      // The even bars say just as well where one is.
      () => {},
    );
    return () => giveUp.abort();
  }, [url]);
  return peaks;
}

async function readShape(url: string, signal: AbortSignal): Promise<readonly number[]> {
  const answer = await fetch(url, { signal, credentials: 'same-origin' });
  const bytes = Number(answer.headers.get('content-length') ?? 0);
  if (!answer.ok || bytes > largestDrawnBytes) {
    await answer.body?.cancel();
    return even;
  }
  const decoder = new OfflineAudioContext(1, 1, 8_000);
  const decoded = await decoder.decodeAudioData(await answer.arrayBuffer());
  return toPeaks(decoded.getChannelData(0));
}

function toPeaks(samples: Float32Array): readonly number[] {
  const perBar = Math.max(1, Math.floor(samples.length / bars));
  const loud = Array.from({ length: bars }, (_bar, index) => {
    let sum = 0;
    for (let at = index * perBar; at < Math.min(samples.length, (index + 1) * perBar); at += 1) {
      sum += (samples[at] ?? 0) ** 2;
    }
    return Math.sqrt(sum / perBar);
  });
  const loudest = Math.max(...loud, 0.0001);
  return loud.map((one) => Math.max(0.12, one / loudest));
}
