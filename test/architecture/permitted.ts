/** What a stricter checker might mistake for a violation: a claim, a file and its text. */
export const permitted = [
  ['a folder imports from a row above', 'src/sizing/a.ts', `import { quantity } from '../core/index.ts'`],
  [
    'a file imports its neighbour and its own index.ts',
    'src/core/a.ts',
    `import './b.ts'\nimport './index.ts'`,
  ],
  ['a subfolder imports upwards', 'src/commands/size/gather.ts', `import { choice } from '../choice.ts'`],
  ['a door re-exports a pure folder', 'src/index.ts', `export { quantity } from './core/index.ts'`],
  ['another file takes only types of a package', 'src/cli/b.ts', `import type { Command } from 'commander'`],
  ['a probe reads files', 'src/probes/a.ts', `import { readFileSync } from 'node:fs'`],
  ['the real world writes files', 'src/cli/a.ts', `import { writeFileSync } from 'node:fs'`],
  ['a type is a Date', 'src/core/a.ts', 'export const year = (at: Date) => at.getUTCFullYear()'],
  [
    'a date is made from a number',
    'src/core/a.ts',
    'export const day = (ms: number) => new Date(ms).toISOString()',
  ],
  ['a date is told by its class', 'src/core/a.ts', 'export const is = (x: unknown) => x instanceof Date'],
  ['mathematics without chance', 'src/core/a.ts', 'export const a = Math.max(1, Math.PI)'],
  ['a property is called process', 'src/core/a.ts', 'export const a = (x: { process: 1 }) => x.process'],
  [
    'a parameter is called performance',
    'src/core/a.ts',
    'export const a = (performance: number) => ({ performance })',
  ],
  ['an argument is unpacked', 'src/core/a.ts', 'export const a = ({ fetch: get }: { fetch: 1 }) => get'],
  [
    'a list loads an entry when it is used',
    'src/report/index.ts',
    `export const load = () => import('./json.ts')`,
  ],
  ['exactly 250 lines', 'src/core/a.ts', 'export {}\n'.repeat(250)],
  ['a type declaration', 'src/core/a.ts', 'export interface console { fetch: typeof import("./b.ts") }'],
] as const
