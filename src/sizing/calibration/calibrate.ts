import { type Finding, OperatorError, type Outcome, type Quantity, quantity } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import type { MeasuredCosts } from '../demand-model.ts'
import type { CalibrateData } from './calibrate-data.ts'
import { calibrationRemarks, doubtfulCosts } from './calibration-doubts.ts'
import type { CalibrationRequest, PerName } from './calibration-points.ts'
import { type CostFit, fitCost } from './fit-cost.ts'
import { calibrationCharts, costTable, fitTable, heldOutTable } from './present-calibration.ts'
import { kindOf, type ResourceKind, resourceKinds, shownCost, titleOf } from './resource-kinds.ts'

const confidence = 0.95

/**
 * Unit costs by regression of what was measured on the work that was done. Throws OperatorError (exit 2) where none can be fitted, with what
 * is in the way of the first; what is in the way of others is in `notFitted`, and a warning.
 */
export function calibrate(request: CalibrationRequest): Outcome<CalibrateData> {
  const fits: CostFit[] = []
  const refusals: Refusal[] = []
  for (const kind of resourceKinds) {
    try {
      const fit = fitOf(request, kind)
      if (fit !== null) fits.push(fit)
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error
      refusals.push({ resource: kind.resource, error })
    }
  }
  const [refused] = refusals
  if (fits.length > 0) refusals.push(...unmeasured(request))
  if (fits.length === 0) throw refused?.error ?? nothingMeasured(request)
  return {
    headline: `${headline(request, fits)}${unfittedWords(refusals)}`,
    data: {
      unitCosts: unitCostsOf(fits),
      fits,
      notFitted: refusals.map(({ resource, error }) => ({ resource, reason: error.sentence })),
      per: { ...request.per },
      files: [...request.files],
    },
    findings: [...refusals.map(notFitted), ...doubtfulCosts(fits)],
    tables: [costTable(fits), fitTable(fits), ...heldOutTable(fits)],
    charts: calibrationCharts(fits),
    warnings: [...request.doubts, ...calibrationRemarks(fits)],
  }
}

/** A resource whose cost is not known, and why. */
interface Refusal {
  resource: CostFit['resource']
  error: OperatorError
}

/** What the work that was named is for, and nothing was measured of. Storage and network are not in all files. */
function unmeasured({ series, per }: CalibrationRequest): Refusal[] {
  return resourceKinds
    .filter(
      ({ resource, per: work }) =>
        (resource === 'cpu' || resource === 'memory') &&
        per[work] !== undefined &&
        series.every((one) => one.resource !== resource),
    )
    .map(({ resource, title, per: work }) => ({
      resource,
      error: new OperatorError({
        sentence: `The files tell of no ${resource === 'cpu' ? title : title.toLowerCase()}, which --per ${work} is for.`,
        hint: `Record it (monitor --name NAME), or name its series: --${resource} METRIC.`,
      }),
    }))
}

function notFitted({ resource, error }: Refusal): Finding {
  return {
    id: 'calibrate.not-fitted',
    instance: resource,
    title: `${titleOf(resource)} could not be fitted`,
    status: 'warn',
    because: error.sentence,
    evidence: {},
    advice: [{ text: error.hint }],
  }
}

function unfittedWords(refusals: readonly Refusal[]): string {
  const titles = refusals.map(({ resource }) => titleOf(resource))
  return titles.length === 0 ? '' : ` Not fitted: ${titles.join(', ')}.`
}

/** Null where nothing was measured, or for other work. */
function fitOf({ series, per }: CalibrationRequest, kind: ResourceKind): CostFit | null {
  const measured = series.find(({ resource }) => resource === kind.resource)
  if (measured === undefined) return null
  const pers = (Object.keys(per) as PerName[]).sort()
  if (kind.resource === 'storage') return storageFit(measured, kind, pers)
  return pers.includes(kind.per) ? fitCost(measured, kind, pers, confidence) : null
}

/** Data may grow evenly whatever is done: then its mean says all. */
function storageFit(
  measured: CalibrationRequest['series'][number],
  kind: ResourceKind,
  pers: readonly PerName[],
): CostFit {
  try {
    return fitCost(measured, kind, pers, confidence)
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    return fitCost(measured, kind, [], confidence)
  }
}

function unitCostsOf(fits: readonly CostFit[]): CalibrateData['unitCosts'] {
  const costs: Partial<Record<keyof MeasuredCosts, Quantity>> = {}
  for (const kind of resourceKinds) {
    const fit = fits.find(({ resource }) => resource === kind.resource)
    if (fit === undefined) continue
    costs[kind.cost] = fit.cost
    if (kind.base !== undefined) costs[kind.base] = notBelowZero(fit.base)
  }
  return costs
}

function notBelowZero(base: Quantity): Quantity {
  return base.value >= 0 ? base : { ...base, value: 0, low: 0, high: Math.max(0, base.high ?? 0) }
}

function headline({ files }: CalibrationRequest, fits: readonly CostFit[]): string {
  const costs = fits.map((fit) => {
    const kind = kindOf(fit.resource)
    if (kind === undefined) return ''
    const { value, unit } = shownCost(kind, fit.cost)
    return `${formatQuantity(quantity(Number(value.toPrecision(4)), unit))} ${phrases[fit.resource]}`
  })
  return `${costs.join(', ')}: fitted to ${counted(Math.max(...fits.map(({ points }) => points)), 'point')} of ${counted(files.length, 'file')}.`
}

const phrases: Record<CostFit['resource'], string> = {
  cpu: 'of CPU a scan',
  memory: 'of memory a user',
  storage: 'written a day',
  network: 'Mbit a scan',
}

function nothingMeasured({ per, series }: CalibrationRequest): OperatorError {
  const measured = series.map(({ resource }) => resource).join(', ')
  return new OperatorError({
    sentence:
      series.length === 0
        ? 'The files tell of no CPU, memory, storage or network.'
        : `The files tell of ${measured}, and none of that is per ${Object.keys(per).join(' or ')}.`,
    hint: 'CPU and network are per scans, memory is per users: give --per scans=METRIC and --per users=METRIC.',
  })
}
