import type { ProcessFacts } from '../../core/index.ts'

/** Servers that start several workers, how their number is set, and how many suit a number of CPUs. */
export interface WorkerKind {
  name: RegExp
  setting: string
  most(cpus: number): number
  /** Helpers of the same name that are no workers. */
  isHelper?(command: string): boolean
}

/** All that are known, by the name of their processes. */
export const workerKinds: readonly WorkerKind[] = [
  { name: /^(?:node(?:js)?|MainThread|node-.*)$/, setting: 'the number of cluster workers', most: each },
  // Its own documentation asks for two for each CPU and one more.
  { name: /^gunicorn/, setting: 'gunicorn --workers', most: (cpus) => 2 * cpus + 1 },
  { name: /^uvicorn/, setting: 'uvicorn --workers', most: each },
  { name: /^celery/, setting: 'celery worker --concurrency', most: each },
  {
    name: /^python[\d.]*$/,
    setting: 'the number of worker processes',
    most: each,
    isHelper: (command) => /resource_tracker|forkserver/.test(command),
  },
  {
    name: /^nginx$/,
    setting: 'worker_processes in nginx.conf',
    most: each,
    isHelper: (command) => /^nginx: cache |shutting down/.test(command),
  },
  { name: /^java$/, setting: 'java -XX:ActiveProcessorCount', most: each },
  {
    name: /^postgres$/,
    setting: 'the size of the connection pool in front of PostgreSQL',
    most: each,
    isHelper: (command) => !isWorkingBackend(command),
  },
]

/** The kind that `process` is a worker of, if any. */
export function workerKind({ name, command }: ProcessFacts): WorkerKind | null {
  const kind = workerKinds.find((one) => one.name.test(name)) ?? null
  return kind === null || kind.isHelper?.(command ?? '') ? null : kind
}

function each(cpus: number): number {
  return cpus
}

/** `postgres: user database host SELECT`; idle ones and the server's own helpers need no CPU. */
function isWorkingBackend(command: string): boolean {
  return (
    /^postgres: (?:[\w-]+: )?\S+ \S+ \S+ (?!idle\b)\S/.test(command) &&
    !/\b(?:launcher|writer|walsender)\b/.test(command)
  )
}
