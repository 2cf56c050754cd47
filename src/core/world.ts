import type { Gathered } from './gathered.ts'

/** Everything a command may touch outside its own arguments; `cli/` supplies the real one, tests supply literals. */
export interface World {
  /** The version of lewis-perf itself. */
  toolVersion: string
  clock: Clock
  environment: Readonly<Record<string, string | undefined>>
  /** The working directory, absolute. */
  directory: string
  files: Files
  platform: Platform
  /** All of standard input, read once; `timeout` where the run was interrupted before it ended. */
  standardInput(): Promise<Gathered<string>>
  /** The same for a named pipe at `path`; null where there is none. */
  streamAt(path: string): Promise<Gathered<string>> | null
  /** One line that somebody at a terminal typed after `question`; null where there is no terminal to ask at, or the run was interrupted. */
  ask(question: string): Promise<string | null>
  /** Resolves after `ms`, or at once when the run is interrupted. */
  sleep(ms: number): Promise<void>
  /** Runs another program to its end or to its time limit; never rejects. */
  run(request: RunRequest): Promise<Ran>
  output: Sink
  errors: Sink
  /** Aborted by Ctrl-C, a hang-up or a request to terminate. */
  interrupted: AbortSignal
}

export interface RunRequest {
  program: string
  args: readonly string[]
  /** Handed over on standard input, which is then closed; without it standard input is empty. */
  input?: string
  /** Variables on top of those of this process. */
  environment?: Readonly<Record<string, string>>
  /** Where it runs; this process's own directory when left out. */
  directory?: string
  /** After it the program and its children are killed and what it printed so far is handed back. */
  timeoutMs: number
  /** Output past it ends the program; 64 MiB when left out. */
  maximumBytes?: number
  /** Of each stream no more is kept, and the program may print on. */
  keptBytes?: number
  /** Runs all the same after an interruption, which then does not end it: it cleans up. */
  afterInterruption?: true
  /**
   * It makes a process group of its own before anything else. All others are put into a session, which the kernel schedules as a
   * newcomer behind everything that runs (autogroup): under load that alone takes milliseconds.
   */
  makesGroup?: true
  /** What it leaves running in its process group when it ends is ended with it. */
  endsGroup?: true
  /** Told what it prints as soon as it prints it. */
  onOutput?: (text: string) => void
  /** Ends the program early, like the interruption of the run. */
  signal?: AbortSignal
}

/** What became of a program; bytes that are no UTF-8 are U+FFFD in both texts. */
export interface Ran {
  output: string
  errors: string
  /** `missing`: there is no such program. `timeout` and `stopped` (interrupted, too much output) have what was printed until then. */
  end: 'exited' | 'missing' | 'timeout' | 'stopped'
  /** Null unless it exited by itself. */
  exitCode: number | null
  /** It left something running, which was ended: only where `endsGroup` asked for that. */
  leftRunning?: true
}

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  epochMs(): number
  /** Milliseconds on a clock that never steps back. */
  monotonicMs(): number
}

/** Read-only files: a missing or unreadable one is a fact, never an exception. */
export interface Files {
  /** The text of a file (UTF-8); longer than `maximumBytes` is `unreadable`. */
  text(path: string, maximumBytes?: number): Gathered<string>
  /** The same for kernel files, whose names of processes may hold any byte: one that is no UTF-8 becomes U+FFFD. */
  kernelText(path: string, maximumBytes?: number): Gathered<string>
  entries(path: string): Gathered<string[]>
  link(path: string): Gathered<string>
  /** Size in bytes of a regular file. */
  size(path: string): Gathered<number>
  /** What a device hands over now without waiting, one record a read: the kernel log in /dev/kmsg. */
  records(path: string, maximumBytes: number): Gathered<string>
  /** Space of the filesystem that holds `path`. */
  space(path: string): Gathered<FileSystemSpace>
}

export interface FileSystemSpace {
  totalBytes: number
  /** What an ordinary user can still write. */
  availableBytes: number
  usedBytes: number
  /** 0 of 0 where the filesystem has no fixed number of them. */
  inodes: { total: number; free: number }
}

/** What the runtime itself knows of the machine; not container-true, hence a fallback where /proc does not exist. */
export interface Platform {
  os: string
  nodeVersion: string
  v8Version: string
  kernel: string
  cpuModel(): string
  cores(): number
  memoryBytes(): number
}

/** Where text goes: standard output, standard error or a file. */
export interface Sink {
  /** Resolves when the text was handed on; rejects when it cannot be. */
  write(text: string): Promise<void>
  /** False once the reader has gone away. */
  readonly open: boolean
  readonly isTerminal: boolean
  readonly columns: number | undefined
}
