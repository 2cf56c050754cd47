import type { Advice } from '../../core/index.ts'

const batchNice = 10

/** What helps where tasks wait for a CPU, with `first` for what to look at. */
export function waitAdvice(first: string): Advice[] {
  return [
    { text: first, command: 'ps -eo pid,stat,pcpu,comm --sort=-pcpu | head', risk: 'none' },
    {
      text: 'Let batch work give way: lower the priority of the process.',
      command: `renice -n ${batchNice} -p {pid}`,
      persist: `Nice=${batchNice} in the [Service] part of its systemd unit`,
      undo: 'renice -n {nice} -p {pid}',
      risk: 'none',
    },
  ]
}

/** The same without lowering a priority that is as low already. */
export function adviceFor(
  advice: readonly Advice[],
  names: Readonly<Record<string, string>>,
): { advice?: Advice[] } {
  return Number(names['nice'] ?? 0) >= batchNice ? { advice: advice.slice(0, 1) } : {}
}
