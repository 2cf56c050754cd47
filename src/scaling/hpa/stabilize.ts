/** What was recommended, and how long ago. */
export interface HpaRecommendation {
  replicas: number
  ageSeconds: number
}

export type HpaStabilizeInput = { recommendations: HpaRecommendation[]; desiredReplicas: number } & (
  | { currentReplicas: number; scaleUpWindowSeconds: number; scaleDownWindowSeconds: number }
  | { windowSeconds: number }
)

/**
 * The replicas after stabilisation: no more than the least recommended within the window up, no fewer than the most recommended within the
 * window down; and the log with the new recommendation, which takes the place of an outdated one. With `windowSeconds` alone as in
 * autoscaling/v1: the most within it. Source: horizontal.go, stabilizeRecommendationWithBehaviors and stabilizeRecommendation.
 */
export function hpaStabilize(input: HpaStabilizeInput): { replicas: number; recommendationsAfter: number[] } {
  const { recommendations, desiredReplicas } = input
  const windows =
    'windowSeconds' in input
      ? { up: null, down: input.windowSeconds }
      : { up: input.scaleUpWindowSeconds, down: input.scaleDownWindowSeconds }
  const within = (window: number): number[] =>
    recommendations.filter(({ ageSeconds }) => ageSeconds < window).map(({ replicas }) => replicas)
  const most = Math.max(desiredReplicas, ...within(windows.down))
  const least = windows.up === null ? most : Math.min(desiredReplicas, ...within(windows.up))
  const current = 'windowSeconds' in input ? most : input.currentReplicas
  const replicas = Math.min(Math.max(current, least), most)
  const longest = Math.max(windows.up ?? 0, windows.down)
  const outdated = recommendations.findLastIndex(({ ageSeconds }) => ageSeconds > longest)
  const log = recommendations.map((recommendation) => recommendation.replicas)
  return {
    replicas,
    recommendationsAfter: outdated === -1 ? [...log, desiredReplicas] : log.with(outdated, desiredReplicas),
  }
}
