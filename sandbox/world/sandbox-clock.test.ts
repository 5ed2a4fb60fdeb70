import { describe, expect, it } from 'vitest';
import { SandboxClock } from './sandbox-clock.ts';
import { ManualTime } from './time.ts';

describe('the sandbox clock', () => {
  const setUp = () => {
    const time = new ManualTime();
    const clock = new SandboxClock(time);
    const offsets: number[] = [];
    clock.onMoved((offsetMs) => offsets.push(offsetMs));
    return { time, clock, offsets, startMs: time.nowMs() };
  };

  it('stands still when it is paused, and tells each second how far it has fallen behind', () => {
    const { time, clock, offsets, startMs } = setUp();
    clock.pause();
    time.advance(2_500);
    expect(clock.nowMs()).toBe(startMs);
    expect(offsets).toEqual([0, -1_000, -2_000]);
  });

  it('goes on from where it stood', () => {
    const { time, clock, startMs } = setUp();
    clock.pause();
    time.advance(2_500);
    clock.resume();
    time.advance(500);
    expect(clock.nowMs()).toBe(startMs + 500);
    expect(clock.offsetMs).toBe(-2_500);
  });

  it('is moved while it stands still, and rings what fell due by that', () => {
    const { time, clock, startMs } = setUp();
    let rung = 0;
    clock.at(startMs + 60_000, () => (rung += 1));
    clock.pause();
    time.advance(120_000);
    expect(rung).toBe(0);
    clock.advance(60_000);
    expect([rung, clock.nowMs()]).toEqual([1, startMs + 60_000]);
  });

  it('rings alarms that were set before the pause at their own time after it', () => {
    const { time, clock, startMs } = setUp();
    let rung = 0;
    clock.at(startMs + 1_000, () => (rung += 1));
    clock.pause();
    time.advance(5_000);
    clock.resume();
    time.advance(999);
    expect(rung).toBe(0);
    time.advance(1);
    expect(rung).toBe(1);
  });
});
