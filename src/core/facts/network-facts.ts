/** /sys/class/net/X since the interface came up. */
export interface InterfaceFacts {
  name: string
  /** A device stands behind it: not a bridge, veth or tunnel. */
  isPhysical: boolean
  isUp: boolean | null
  mtu: number | null
  /** Null where the driver states none (-1) or may not be asked. */
  speedBitsPerSecond: number | null
  duplex: 'full' | 'half' | null
  counters: InterfaceCounters
}

export interface InterfaceCounters {
  rxBytes: number
  rxPackets: number
  rxErrors: number
  rxDropped: number
  rxFifo: number
  txBytes: number
  txPackets: number
  txErrors: number
  txDropped: number
  txFifo: number
}

/** /proc/net/snmp and /proc/net/netstat: protocol (`Tcp`, `TcpExt`) -> counter -> value since boot. */
export type ProtocolCounters = Record<string, Record<string, number>>

/** /proc/net/sockstat: `TCP` -> `inuse`, `tw`, `mem` (pages) -> value. */
export type SocketUse = Record<string, Record<string, number>>

/** /proc/net/tcp and tcp6, counted. */
export interface TcpSockets {
  /** Number of sockets by state name: `ESTABLISHED`, `TIME_WAIT`. */
  states: Record<string, number>
  listeners: TcpListener[]
  /** Connections that this machine opened (or that go to one service port), by remote `address:port`, the most first; at most 20. */
  destinations: { remote: string; count: number }[]
}

export interface TcpListener {
  /** `0.0.0.0:80` or `[::]:80`. */
  address: string
  /** Connections that wait to be accepted. */
  waiting: number
  inode: number
}

/** One CPU's line of /proc/net/softnet_stat. */
export interface SoftnetCpu {
  processed: number
  dropped: number
  squeezed: number
}

/** /proc/sys/net/netfilter/nf_conntrack_*. */
export interface ConntrackFacts {
  count: number
  maximum: number
}
