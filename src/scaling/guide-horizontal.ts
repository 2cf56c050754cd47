/**
 * The guide's horizontal rule: one more above the target load, one fewer below half of it, then between minimum (1) and maximum (10).
 * `patched` says whether the guide's code would have written it. Above its maximum it takes replicas away under any load, as the guide's does.
 * Source: LEWIS Performance Guide, HorizontalScaler.
 */
export function guideHorizontal(
  load: number,
  replicas: number,
  config: { targetLoad?: number; maxReplicas?: number; minReplicas?: number },
): { patched: boolean; replicas: number } {
  const { targetLoad = 70, maxReplicas = 10, minReplicas = 1 } = config
  const wanted =
    load > targetLoad
      ? Math.min(replicas + 1, maxReplicas)
      : load < targetLoad * 0.5
        ? Math.max(replicas - 1, minReplicas)
        : replicas
  return { patched: wanted !== replicas, replicas: wanted }
}
