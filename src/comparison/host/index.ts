// What a box can do, figure by figure, against what it should be able to do.
export { type FigureGroup, type FigureId, type HostFigure, hostFigures } from './figures.ts'
export type { HostData, JudgedFigure } from './host-data.ts'
export { hostReferenceOf, tooNoisyToRecord } from './host-reference.ts'
export type { FigureVerdict } from './judge-figure.ts'
export type { FigureSamples, HostMeasurement, MeasuredDisk, MeasuredMemory } from './measurement.ts'
export { type NamedReference, presentHost } from './present-host.ts'
