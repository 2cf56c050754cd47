/** What the program of the host suite is asked for: one part of one round, in a process of its own. */
export type HostOrder =
  | { part: 'cpu'; threads: number; seconds: number; warmUpSeconds: number }
  | { part: 'memory'; bytes: number; seconds: number }
  | { part: 'loopback'; seconds: number; warmUpSeconds: number; connections: number }
  | { part: 'timers'; seconds: number; delayMs: number }
  | { part: 'spawn'; count: number }

/** What a thread of it is asked for. */
export type ThreadOrder =
  | { part: 'cpu'; threads: number; seconds: number; warmUpSeconds: number; barrier: SharedArrayBuffer }
  | { part: 'server' }

/** What a part came to: numbers in base units by their names, and for what is missing a sentence. */
export interface PartAnswer {
  values: Record<string, number>
  missing: Record<string, string>
}
