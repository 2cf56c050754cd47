// What users do: journeys and mixes of requests, filled in with data, judged, and followed until jobs are done.
export { type Answer, judgeOf, looksAt, mostBodyBytes, parsedJson, type Verdict } from './answer.ts'
export { pauseOf, rowOf } from './draw.ts'
export { textOf, valueAt } from './json-pointer.ts'
export type { BodyKind, Expectation, Extraction, Poll, Scenario, Step, Variable, Wanted } from './scenario.ts'
export { type RowsByName, scenarioOf } from './scenario-of.ts'
export { filled, isTemplate, namesInTemplate, type Template, templateOf, writers } from './template.ts'
