/** /proc/diskstats of one device since boot. */
export interface DiskCounters {
  reads: number
  readBytes: number
  readSeconds: number
  writes: number
  writtenBytes: number
  writeSeconds: number
  inFlight: number
  /** io_ticks: time with at least one request in flight. */
  busySeconds: number
  /** time_in_queue: request-seconds. */
  queueSeconds: number
}

export interface DiskFacts {
  name: string
  counters: DiskCounters
  /** A partition, which its whole disk counts too. */
  isPartition: boolean
  /** loop, ram, zram: nothing to wait for. */
  isVirtual: boolean
  rotational: boolean | null
  /** The one in brackets. */
  scheduler: string | null
  readAheadBytes: number | null
}

/** One line of /proc/self/mountinfo. */
export interface MountFacts {
  /** `8:1` */
  device: string
  /** What part of the filesystem is seen: not `/` for a bind mount. */
  root: string
  mountPoint: string
  type: string
  source: string
  /** Of this mount and of the filesystem. */
  options: string[]
  superOptions: string[]
}

/** One line of /etc/fstab. */
export interface FstabEntry {
  source: string
  mountPoint: string
  type: string
  options: string[]
}

/** Space and inodes of one mounted filesystem, as `df -P` and `df -Pi` state them. */
export interface FilesystemFacts {
  source: string
  mountPoint: string
  type: string | null
  totalBytes: number
  usedBytes: number
  /** What an ordinary user can still write. */
  availableBytes: number
  /** Null where the filesystem has no fixed number of inodes. */
  inodes: { total: number; used: number; free: number } | null
}

/** A mount of nfs, cifs, fuse and the like: whether it answered within its time limit. */
export interface NetworkMount {
  mountPoint: string
  type: string
  answered: boolean
}

/** One array of /proc/mdstat. */
export interface RaidArray {
  name: string
  level: string | null
  active: boolean
  /** Members that it has and that it should have; null where it is not redundant. */
  present: number | null
  wanted: number | null
  failed: string[]
}

/** What --probe-disk measured: times of write and fdatasync. */
export interface FsyncProbe {
  directory: string
  samples: number
  p50Seconds: number
  p99Seconds: number
  maxSeconds: number
}

/** What was free on a filesystem as time went by, from a recording. */
export interface SpaceHistory {
  mountPoint: string
  /** In rising order of time; seconds since 1970. */
  points: { atSeconds: number; freeBytes: number }[]
}
