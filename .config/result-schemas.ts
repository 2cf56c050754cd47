import { join } from 'node:path'
import { createGenerator } from 'ts-json-schema-generator'

/** The type of each command's whole result: its JSON Schema is made from the very types that the code uses. */
const results = [
  { name: 'result', file: 'src/core/envelope.ts', type: 'AnyResult' },
  { name: 'diagnose', file: 'src/checks/answer/diagnose-data.ts', type: 'DiagnoseResult' },
  {
    name: 'diagnose-process',
    file: 'src/commands/diagnose/process/run.ts',
    type: 'DiagnoseProcessResult',
  },
  { name: 'diagnose-diff', file: 'src/checks/answer/diff.ts', type: 'DiffResult' },
  { name: 'bench', file: 'src/commands/bench/index.ts', type: 'BenchResult' },
  { name: 'bench-compare', file: 'src/comparison/unpaired/compare-data.ts', type: 'BenchCompareResult' },
  { name: 'bench-history', file: 'src/comparison/history/history-data.ts', type: 'BenchHistoryResult' },
  { name: 'loadtest', file: 'src/commands/loadtest/index.ts', type: 'LoadtestResult' },
  { name: 'monitor', file: 'src/commands/monitor/index.ts', type: 'MonitorResult' },
  { name: 'calc', file: 'src/commands/calc/index.ts', type: 'CalcResult' },
  { name: 'simulate', file: 'src/commands/simulate/index.ts', type: 'SimulateResult' },
  {
    name: 'recommend-scale',
    file: 'src/commands/recommend-scale/index.ts',
    type: 'RecommendResult',
  },
  { name: 'explain', file: 'src/checks/answer/explain.ts', type: 'ExplainResult' },
  { name: 'profile-list', file: 'src/commands/profile/list.ts', type: 'ProfileListResult' },
  { name: 'profile-validate', file: 'src/commands/profile/validate.ts', type: 'ProfileValidateResult' },
  { name: 'size-calibrate', file: 'src/sizing/calibration/calibrate-data.ts', type: 'CalibrateResult' },
  { name: 'size', file: 'src/sizing/size-data.ts', type: 'SizeResult' },
]

/** JSON Schemas by file name. */
export function resultSchemas(root: string): Record<string, object> {
  const schemas = results.map(({ name, file, type }) => {
    const generator = createGenerator({
      path: join(root, file),
      tsconfig: join(root, 'tsconfig.json'),
      skipTypeCheck: true,
      functions: 'hide',
      additionalProperties: false,
      type,
    })
    return [name, generator.createSchema(type)] as const
  })
  return Object.fromEntries(schemas)
}
