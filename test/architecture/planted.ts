/** One file that breaks one rule, and what the checker must say of it; `beside` are files around it. */
export interface Planted {
  claim: string
  file: string
  text: string
  message: string
  beside?: Record<string, string>
}

/** A violation of every rule, in every way in which it can be written. */
export const planted: readonly Planted[] = [
  {
    claim: 'core imports cli',
    file: 'src/core/a.ts',
    text: `import { main } from '../cli/index.ts'`,
    message: 'imports src/cli/index.ts, which is not above src/core in the table',
  },
  {
    claim: 'a folder imports its neighbour in the row',
    file: 'src/metrics/a.ts',
    text: `import { formats } from '../report/index.ts'`,
    message: 'imports src/report/index.ts, which is not above src/metrics in the table',
  },
  {
    claim: 'a type alone comes from below',
    file: 'src/core/a.ts',
    text: `import type { World } from '../cli/index.ts'`,
    message: 'imports src/cli/index.ts, which is not above src/core in the table',
  },
  {
    claim: 'an import type comes from below',
    file: 'src/core/a.ts',
    text: `export type Cli = import('../cli/index.ts').Cli`,
    message: 'imports src/cli/index.ts, which is not above src/core in the table',
  },
  {
    claim: 'an export-from comes from below',
    file: 'src/core/index.ts',
    text: `export * from '../report/index.ts'`,
    message: 'imports src/report/index.ts, which is not above src/core in the table',
  },
  {
    claim: 'a lazy import comes from below',
    file: 'src/core/a.ts',
    text: `export const load = () => import('../sizing/index.ts')`,
    message: 'imports src/sizing/index.ts, which is not above src/core in the table',
  },
  {
    claim: 'a require comes from below',
    file: 'src/probes/a.ts',
    text: `const cli = require('../cli/index.ts')`,
    message: 'imports src/cli/index.ts, which is not above src/probes in the table',
  },
  {
    claim: 'an import-require comes from below',
    file: 'src/core/a.ts',
    text: `import cli = require('../cli/index.ts')`,
    message: 'imports src/cli/index.ts, which is not above src/core in the table',
  },
  {
    claim: 'a path is computed',
    file: 'src/load/a.ts',
    text: `export const load = (name: string) => import(name)`,
    message: 'imports a computed path, which nobody can check',
  },
  {
    claim: 'an import leaves src/',
    file: 'src/cli/a.ts',
    text: `import { cases } from '../../test/cases.ts'`,
    message: 'imports test/cases.ts, which is outside src/',
  },
  {
    claim: 'an import goes through the door for other programs',
    file: 'src/cli/a.ts',
    text: `import { size } from '../index.ts'`,
    message: 'imports src/index.ts, the door for other programs',
  },
  {
    claim: `an import goes past another folder's index.ts`,
    file: 'src/sizing/a.ts',
    text: `import { quantity } from '../core/quantity.ts'`,
    message: 'imports src/core/quantity.ts past src/core/index.ts',
  },
  {
    claim: `an import goes past a subfolder's index.ts`,
    file: 'src/commands/index.ts',
    text: `export const load = () => import('./size/gather.ts')`,
    message: 'imports src/commands/size/gather.ts past src/commands/size/index.ts',
  },
  {
    claim: 'a folder is not in the table',
    file: 'src/extras/a.ts',
    text: 'export const a = 1',
    message: 'the folder src/extras is not in the table of test/architecture/table.ts',
  },
  {
    claim: 'a file lies loose in src/',
    file: 'src/main.ts',
    text: 'export const a = 1',
    message: 'the folder src/ is not in the table of test/architecture/table.ts',
  },
  {
    claim: 'a pure folder imports node:fs',
    file: 'src/sizing/a.ts',
    text: `import { readFileSync } from 'node:fs'`,
    message: 'imports node:fs, but src/sizing is pure',
  },
  {
    claim: 'a pure folder imports a module of Node by its bare name',
    file: 'src/core/a.ts',
    text: `import os from 'os'`,
    message: 'imports os, but src/core is pure',
  },
  {
    claim: 'a pure folder imports a package that belongs elsewhere',
    file: 'src/sizing/a.ts',
    text: `import Table from 'cli-table3'`,
    message: 'imports the package cli-table3, which belongs in ^src\\/report\\/',
  },
  {
    claim: 'a package of the command line is imported by a command',
    file: 'src/commands/a.ts',
    text: `import { Command } from 'commander'`,
    message: 'imports the package commander, which belongs in ^src\\/cli\\/',
  },
  {
    claim: 'zod is imported beside the schema files',
    file: 'src/profiles/load.ts',
    text: `import * as z from 'zod'`,
    message: 'imports the package zod, which belongs in ^src\\/profiles\\/schema[^/]*\\.ts$',
  },
  {
    claim: 'a scoped package is not in the table',
    file: 'src/cli/a.ts',
    text: `import x from '@scope/name/deep.js'`,
    message: 'imports the package @scope/name, which is not in test/architecture/table.ts',
  },
  {
    claim: 'a package is imported in two files',
    file: 'src/cli/paint.ts',
    text: `import chalk from 'chalk'`,
    message: 'imports the package chalk, which src/cli/colour.ts already does',
    beside: { 'src/cli/colour.ts': `import chalk from 'chalk'` },
  },
  ...[
    ['process', 'process.env.HOME'],
    ['Date.now', 'Date.now()'],
    ['Math.random', 'Math.random()'],
    ['new Date() without arguments', 'new Date()'],
    ['new Date() without arguments', 'new Date'],
    ['Date()', 'Date()'],
    ['Date as a whole, which hides Date.now', '[Date]'],
    ['Math as a whole, which hides Math.random', `Math['random']()`],
    ['fetch', `fetch('http://127.0.0.1')`],
    ['console', `console.log('x')`],
    ['setTimeout', 'setTimeout(() => {}, 1)'],
    ['performance', 'performance.now()'],
    ['globalThis', 'globalThis.process'],
    ['import.meta', 'import.meta.url'],
    ['process', '{ process }'],
  ].map(([used = '', expression = '']) => ({
    claim: `a pure folder uses ${used} in ${expression}`,
    file: 'src/capacity/a.ts',
    text: `export const a = ${expression}`,
    message: `uses ${used}, but src/capacity is pure`,
  })),
  {
    claim: 'a probe takes writeFile by name',
    file: 'src/probes/a.ts',
    text: `import { writeFile } from 'node:fs/promises'`,
    message: 'takes writeFile from node:fs: only cli and apply may change files',
  },
  {
    claim: 'a probe takes rmSync under another name',
    file: 'src/probes/a.ts',
    text: `import { rmSync as tidy } from 'node:fs'`,
    message: 'takes rmSync from node:fs: only cli and apply may change files',
  },
  {
    claim: 'a probe calls mkdir of a module taken whole',
    file: 'src/probes/a.ts',
    text: `import * as fs from 'node:fs'\nfs.mkdirSync('/x')`,
    message: 'takes mkdirSync from node:fs: only cli and apply may change files',
  },
  {
    claim: 'a command unpacks unlink from a lazy import',
    file: 'src/commands/a.ts',
    text: `const { unlink } = await import('node:fs/promises')`,
    message: 'takes unlink from node:fs: only cli and apply may change files',
  },
  {
    claim: 'the list of commands loads one at once',
    file: 'src/commands/index.ts',
    text: `import { command } from './size.ts'`,
    message: 'loads src/commands/size.ts at once: use import() in its line',
    beside: { 'src/commands/size.ts': 'export const command = defineCommand({})' },
  },
  {
    claim: 'the list of formats hands one on at once',
    file: 'src/report/index.ts',
    text: `export { json } from './json.ts'`,
    message: 'loads src/report/json.ts at once: use import() in its line',
    beside: { 'src/report/json.ts': 'export const json: Reporter = () => []' },
  },
  {
    claim: 'the door holds code of its own',
    file: 'src/index.ts',
    text: 'export const version = 1',
    message: 'is the door: it holds only "export ... from"',
  },
  {
    claim: 'the door hands out a folder that is not public',
    file: 'src/index.ts',
    text: `export { main } from './cli/index.ts'`,
    message: 'hands out src/cli/index.ts, which is not public',
  },
  {
    claim: 'a file is too long',
    file: 'src/core/a.ts',
    text: 'export {}\n'.repeat(251),
    message: 'has 251 lines: past 250 it is two files',
  },
  {
    claim: 'a folder is called utils',
    file: 'src/core/utils/a.ts',
    text: '',
    message: 'has utils in its path: a function lives with its subject',
  },
  {
    claim: 'a file is called types.ts',
    file: 'src/core/types.ts',
    text: '',
    message: 'has types in its path: a function lives with its subject',
  },
  {
    claim: 'a test is called helpers.test.ts',
    file: 'test/core/helpers.test.ts',
    text: '',
    message: 'has helpers in its path: a function lives with its subject',
  },
  {
    claim: 'a name is not kebab-case',
    file: 'src/core/byteSize.ts',
    text: '',
    message: 'has byteSize in its path, which is not kebab-case',
  },
]
