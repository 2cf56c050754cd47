/** What the inspector of a running Node process told over the window. */
export interface NodeRuntimeFacts {
  pid: number
  nodeVersion: string
  loopDelay: { medianSeconds: number; p99Seconds: number; maxSeconds: number; samples: number } | null
  /** Share of the window (0-1) that the event loop was active. */
  loopUtilization: number | null
  /** Blocking garbage collections in the window. */
  gc: { count: number; totalSeconds: number; worstSecondSeconds: number } | null
  /** Of its old generation, which is what a heap runs out of: without the space for new objects. */
  heap: { usedBytes: number; totalBytes: number; limitBytes: number } | null
  /** Active resources by kind, in order of time. */
  resources: { atSeconds: number; counts: Record<string, number> }[]
  /** CPU use in cores, one value for each part of the window. */
  cpuCores: number[]
}
