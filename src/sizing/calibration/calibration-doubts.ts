import type { Finding } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { CostFit } from './fit-cost.ts'
import { kindOf, titleOf } from './resource-kinds.ts'

/** What an expert would say against a fit, with what would remove the doubt; null when there is nothing to say. */
type FitCheck = (fit: CostFit) => string | null

/** What makes the cost itself doubtful, by what it is. */
const costChecks: Readonly<Record<string, FitCheck>> = {
  'may-be-nothing': costMayBeNothing,
  'wide-interval': wideInterval,
  'wrong-where-held-out': wrongWhereHeldOut,
}

/** What has to be known by who uses it. */
const remarks: readonly FitCheck[] = [
  baseIsLeftOut,
  baseBelowZero,
  otherWorkCosts,
  pointsResemble,
  growthWithoutLoad,
]

/** The costs that are doubtful. */
export function doubtfulCosts(fits: readonly CostFit[]): Finding[] {
  return fits.flatMap((fit) =>
    Object.entries(costChecks).flatMap(([what, check]): Finding[] => {
      const because = check(fit)
      return because === null
        ? []
        : [
            {
              id: `calibrate.${what}`,
              instance: fit.resource,
              title: `The cost of ${titleOf(fit.resource)} is in doubt`,
              status: 'warn',
              because,
              evidence: { cost: fit.cost },
            },
          ]
    }),
  )
}

/** What else there is to know of the fits. */
export function calibrationRemarks(fits: readonly CostFit[]): string[] {
  return fits.flatMap((fit) => remarks.flatMap((check) => check(fit) ?? []))
}

const wideShare = 0.2
const badError = 0.1

function costMayBeNothing(fit: CostFit): string | null {
  if ((fit.cost.low ?? 0) > 0) return null
  return `${costTitle(fit)}: its interval includes 0, so it may cost nothing. Measure for longer, and at loads further apart.`
}

function wideInterval({ cost, ...fit }: CostFit): string | null {
  const { low = cost.value, high = cost.value, value } = cost
  const half = (high - low) / 2 / value
  if (low <= 0 || half <= wideShare) return null
  return `${costTitle(fit)} is only known to ${formatQuantity(Number(half.toPrecision(2)), 'ratio')}. Measure for longer, and at loads further apart.`
}

/** The demand model knows no CPU and no network without work. */
function baseIsLeftOut(fit: CostFit): string | null {
  const { base, resource } = fit
  const low = base.low ?? 0
  if ((resource !== 'cpu' && resource !== 'network') || low <= 0) return null
  return `${titleOf(fit.resource)}: ${formatQuantity(Number(base.value.toPrecision(3)), base.unit)} are used without any scan (or by what was not counted), and the demand model leaves them out: add them to what it says.`
}

function baseBelowZero({ base, resource }: CostFit): string | null {
  if (resource !== 'memory' || base.value >= 0) return null
  return `${titleOf(resource)} without any user comes out below 0 and is taken as 0: the line is none near 0. Measure with fewer users too.`
}

function otherWorkCosts({ slopes, ...fit }: CostFit): string | null {
  const kind = kindOf(fit.resource)
  const other = slopes.find(({ per, low }) => per !== kind?.per && low > 0)
  if (other === undefined || fit.resource === 'storage') return null
  return `${titleOf(fit.resource)} also grows with ${other.per}, by ${formatQuantity(Number(other.value.toPrecision(3)), kind?.unit)} ${other.per === 'users' ? 'a user' : 'for each scan a second'}: the demand model has no room for that.`
}

function wrongWhereHeldOut({ heldOut, ...fit }: CostFit): string | null {
  if (heldOut === null || Math.abs(heldOut.error) <= badError) return null
  const how =
    heldOut.how === 'upper' ? 'the upper end of the load, which it was not fitted to,' : 'points left out'
  return `${titleOf(fit.resource)}: for ${how} the line is off by ${formatQuantity(Number(Math.abs(heldOut.error).toPrecision(2)), 'ratio')}: cost and load may not be in proportion.`
}

function pointsResemble({ points, effectivePoints, ...fit }: CostFit): string | null {
  if (effectivePoints >= points / 2) return null
  return `${titleOf(fit.resource)}: points in a row resemble each other, so ${points} count as ${Math.floor(effectivePoints)}: give a longer --window, or look for what else moves it.`
}

function growthWithoutLoad({ resource, per, slopes }: CostFit): string | null {
  if (resource !== 'storage' || per.length === 0 || !slopes.some(({ low }) => low > 0)) return null
  return 'Storage grows with the load: the figure is for as much as was done in the files. Record a usual day.'
}

function costTitle({ resource }: Pick<CostFit, 'resource'>): string {
  return kindOf(resource)?.costTitle ?? ''
}
