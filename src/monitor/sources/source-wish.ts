import type { RemoteTarget } from '../../clients/index.ts'

/** What is to be watched, as it was asked for. */
export type SourceWish =
  /** This machine. */
  | { kind: 'host' }
  /** Another machine, by ssh or by any command that starts a shell. */
  | { kind: 'machine'; target: RemoteTarget }
  /** A process with its children: by its number, or all of an exact name together. */
  | { kind: 'process'; pid: number }
  | { kind: 'process'; name: string }
  /**
   * An HTTP endpoint, and a page of metrics; a user and a password may stand in the address. `instance` labels the series of a page; of
   * several pages those without one have the host and port of their address, so that the same names on both stay apart.
   */
  | { kind: 'url'; url: string }
  | { kind: 'scrape'; url: string; instance?: string }
  /** The event loop of a Node process; `mayAttach` allows to open its inspector, which changes it. */
  | { kind: 'node'; pid: number; mayAttach: boolean }
  /** The monitor. */
  | { kind: 'self' }

/** The wishes of one kind. */
export type WishOf<K extends SourceWish['kind']> = Extract<SourceWish, { kind: K }>
