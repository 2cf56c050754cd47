/** A peak of memory, at the end of the window that it is the peak of. */
export interface MemoryPeak {
  atSeconds: number
  bytes: number
}

/** A kill for want of memory. */
export interface OomEvent {
  atSeconds: number
  /** What the container asked for then. */
  requestBytes: number
}

/** What the recommender does with what a container used. */
export interface MemoryPeaks {
  /** False where the sample is older than the last one, or below 0: it is left out. */
  record(atSeconds: number, bytes: number): boolean
  /** False where it lies before the window of the last sample. */
  recordOom(event: OomEvent): boolean
  /** One a window, oldest first. */
  peaks(): MemoryPeak[]
}

const mib = 1_048_576
const oomBump = { ratio: 1.2, leastBytes: 100 * mib }

/** What a kill counts as: a fifth more than the larger of request and peak, and at least 100 MiB more. */
export function oomSampleBytes(requestBytes: number, memoryPeakBytes: number): number {
  const used = Math.max(requestBytes, memoryPeakBytes)
  return Math.trunc(Math.max(used + oomBump.leastBytes, used * oomBump.ratio))
}

/**
 * One peak a window (a day), as the recommender keeps them. A kill raises the peak of its window, but never the next kill's bump.
 * Source: kubernetes/autoscaler, vertical-pod-autoscaler/pkg/recommender/model/container.go.
 */
export function memoryPeaks(windowSeconds = 86_400): MemoryPeaks {
  const peaks: MemoryPeak[] = []
  let windowEnd = Number.NEGATIVE_INFINITY
  let lastSampleStart = Number.NEGATIVE_INFINITY
  let [peak, oomPeak] = [0, 0]

  const take = (atSeconds: number, bytes: number, isOom: boolean): boolean => {
    lastSampleStart = atSeconds
    const before = Math.max(peak, oomPeak)
    if (atSeconds >= windowEnd) {
      // The first sample opens a window; later ones move it by whole windows.
      const from = windowEnd === Number.NEGATIVE_INFINITY ? atSeconds : windowEnd
      windowEnd = from + (Math.trunc((atSeconds - from) / windowSeconds) + 1) * windowSeconds
      ;[peak, oomPeak] = [0, 0]
    } else {
      // As in the recommender: a peak of 0 stands for the rest of its window.
      if (before === 0 || bytes <= before) return true
      peaks.pop()
    }
    peaks.push({ atSeconds: windowEnd, bytes })
    if (isOom) oomPeak = bytes
    else peak = bytes
    return true
  }

  return {
    record(atSeconds, bytes) {
      if (atSeconds < lastSampleStart || !(bytes >= 0)) return false
      return take(atSeconds, bytes, false)
    },
    recordOom({ atSeconds, requestBytes }) {
      if (atSeconds < windowEnd - windowSeconds) return false
      return take(atSeconds, oomSampleBytes(requestBytes, peak), true)
    },
    peaks: () => [...peaks],
  }
}
