import { useInput, useStdout } from 'ink';
import { useEffect, useState } from 'react';
import { keyNames } from './keys.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The size of the terminal, as it changes. */
export function useTerminalSize(): TerminalSize {
  const { stdout } = useStdout();
  const measure = () => ({
    columns: Math.max(1, stdout.columns || 80),
    rows: Math.max(4, stdout.rows || 24),
  });
  const [size, setSize] = useState(measure);
  useEffect(() => {
    const resized = () => setSize(measure());
    stdout.on('resize', resized);
    return () => {
      stdout.off('resize', resized);
    };
  });
  return size;
}

/** Calls `press` with the name of every key. */
export function useKeys(press: (key: string) => void): void {
  useInput((input, key) => {
    for (const name of keyNames(input, key)) press(name);
  });
}

/**
 * Draws again when nothing else has for a while: clocks go on without new data. Where that comes within two seconds it
 * is given time to, since a drawing costs as much as a small answer.
 * @param pace seconds between two answers
 */
export function useTick(pace: number): void {
  const milliseconds = (pace < 2 ? pace + 0.5 : 1) * 1000;
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => tick((count) => count + 1), milliseconds);
    return () => clearTimeout(timer);
  });
}
