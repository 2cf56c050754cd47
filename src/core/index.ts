// The words that every folder shares: results, findings, units, grammars and file formats. Imports no other folder.

export { parseBandwidth } from './bandwidth.ts'
export { parseByteSize, parseGuideByteSize } from './byte-size.ts'
export type { Axis, Chart } from './chart.ts'
export { parseCores } from './cores.ts'
export type { Doing, LineRoom } from './doing.ts'
export { parseDuration } from './duration.ts'
export { type Endpoint, parseEndpoint } from './endpoint.ts'
export type { AnyResult, Document, Envelope, Machine, Outcome } from './envelope.ts'
export { type ExitCode, exitCodeOf, worstExitCode, worstStatus } from './exit-code.ts'
export type * from './facts/index.ts'
export { fileFault } from './file-fault.ts'
export type { Advice, Finding, Status } from './finding.ts'
export type { Gathered, MissingReason } from './gathered.ts'
export { hashedFraction } from './hashed-fraction.ts'
export { isoMoment } from './iso-moment.ts'
export { isObject } from './json-object.ts'
export { parseLimit } from './limit.ts'
export type {
  Alert,
  AlertSeverity,
  AlertState,
  ProcessLine,
  SourceState,
  Tick,
} from './monitor-tick.ts'
export { type Bounds, parseNumber, parseWhole, withinBounds } from './number.ts'
export { OperatorError } from './operator-error.ts'
export { type Parsed, rejected, understood } from './parsed.ts'
export type {
  AlertDelayTexts,
  AlertRuleTexts,
  Deployment,
  GuideFactors,
  GuideNeed,
  HostReference,
  HostReferenceFigure,
  HostReferenceMachine,
  Performance,
  Prices,
  Profile,
  Quota,
  Sizing,
  SkipEntry,
  TargetUtilization,
  ThresholdTexts,
  Tier,
  UnitCosts,
} from './profile.ts'
export { type Quantity, quantity, type Unit } from './quantity.ts'
export { type Random, seededRandom } from './random.ts'
export { maximumRangePoints, parseRange, type Range, valuesOf } from './range.ts'
export { parseRate } from './rate.ts'
export { parseRatio } from './ratio.ts'
export {
  isSampleHeader,
  parseSampleFile,
  type Sample,
  type SampleFile,
  sampleHeader,
  sampleLine,
} from './sample-file.ts'
export { parseSavedResult } from './saved-result.ts'
export type {
  ExpectSpec,
  ExtractSpec,
  PollSpec,
  RowOrder,
  ScenarioSpec,
  StepSpec,
  ThinkSpan,
  VariableSpec,
} from './scenario-spec.ts'
export { maskSecrets, maskSecretsIn, secretValues } from './secrets.ts'
export {
  orderedSeriesKey,
  parseSeriesKey,
  type SeriesName,
  seriesKey,
  seriesName,
  seriesNamed,
  tagText,
} from './series-key.ts'
export { metricNames, metricUnit, unitOfSeries } from './series-unit.ts'
export { parseShape, type Shape } from './shape.ts'
export { parseSkip, type Skip } from './skip.ts'
export { meetsLimit, parseSlo, type SloOperator, type SloTerm } from './slo.ts'
export { type FactCommand, type FactFile, parseSnapshot, type Snapshot } from './snapshot.ts'
export { suggest, suggestion } from './suggest.ts'
export { type Cell, type Column, type LongRows, rowCount, rowsOf, type Table } from './table.ts'
export { parseUndoFile, type UndoFile } from './undo-file.ts'
export type { Clock, FileSystemSpace, Files, Platform, Ran, RunRequest, Sink, World } from './world.ts'
