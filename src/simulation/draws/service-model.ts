/** How long pieces of work take, in seconds. */
export type ServiceModel =
  | { kind: 'exponential'; meanSeconds: number }
  | { kind: 'constant'; meanSeconds: number }
  /** `scv` is the squared coefficient of variation. */
  | { kind: 'lognormal'; meanSeconds: number; scv: number }
  /** `shape` is above 1; up to 2 its variance is infinite. */
  | { kind: 'pareto'; meanSeconds: number; shape: number }
  /** Mostly short, now and then long: two exponential branches with balanced means; `scv` is at least 1. */
  | { kind: 'hyperexponential'; meanSeconds: number; scv: number }
  /** The sum of so many exponential phases: an scv of 1 / phases. */
  | { kind: 'erlang'; meanSeconds: number; phases: number }
  /** As measured: how many lay in each stretch of time. */
  | { kind: 'empirical'; stretches: readonly { fromSeconds: number; toSeconds: number; count: number }[] }
