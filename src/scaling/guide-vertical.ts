const limits = { cpuPercent: 80, memoryPercent: 85, cpuCores: 32, memoryGb: 128 }

/**
 * The guide's vertical rule: double the cores above 80 % CPU, up to 32, and the memory above 85 %, up to 128 GB. What is above a cap is
 * "scaled" down to it, and the guide's thresholds for scaling down are never used: as the guide's code does.
 * Source: LEWIS Performance Guide, VerticalScaler.
 */
export function guideVertical(
  metrics: { cpuPercent: number; memoryPercent: number },
  current: { cpuCores: number; memoryGb: number },
): { cpuCores: number; memoryGb: number; scalingNeeded: boolean; reasons: string[] } {
  const isBusy = metrics.cpuPercent > limits.cpuPercent
  const isFull = metrics.memoryPercent > limits.memoryPercent
  return {
    cpuCores: isBusy ? Math.min(current.cpuCores * 2, limits.cpuCores) : current.cpuCores,
    memoryGb: isFull ? Math.min(current.memoryGb * 2, limits.memoryGb) : current.memoryGb,
    scalingNeeded: isBusy || isFull,
    reasons: [...(isBusy ? ['High CPU usage'] : []), ...(isFull ? ['High memory usage'] : [])],
  }
}
