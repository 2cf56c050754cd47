// The subcommands: each gathers facts, decides with pure functions and hands back an outcome. One line a command.
import type { CommandEntry } from './command.ts'

export { parseChoice } from './choice.ts'
export type {
  Command,
  CommandEntry,
  Context,
  Options,
  ValueOption,
} from './command.ts'
export { globalOptions, type OutputTarget } from './global-options.ts'
export { runCommand } from './run-command.ts'

const load = (module: Promise<{ command: import('./command.ts').Command }>) =>
  module.then(({ command }) => command)

export const commands: readonly CommandEntry[] = [
  { name: 'size', summary: 'how big a deployment has to be', load: () => load(import('./size/index.ts')) },
  {
    name: 'bench',
    summary: 'measure code, commands and machines; a gate for CI',
    load: () => load(import('./bench/index.ts')),
  },
  {
    name: 'loadtest',
    summary: 'load an endpoint, and say truly how fast it answers',
    load: () => load(import('./loadtest/index.ts')),
  },
  {
    name: 'diagnose',
    summary: 'what is wrong with a machine, ranked, with evidence',
    load: () => load(import('./diagnose/index.ts')),
  },
  {
    name: 'monitor',
    summary: 'watch a machine and its services, live, with alerts',
    load: () => load(import('./monitor/index.ts')),
  },
  {
    name: 'calc',
    summary: 'the laws of capacity, each a calculator with its source',
    load: () => load(import('./calc/index.ts')),
  },
  {
    name: 'simulate',
    summary: 'what if: a deployment simulated request by request, before money is spent',
    load: () => load(import('./simulate/index.ts')),
  },
  {
    name: 'recommend-scale',
    summary: 'replicas and resources of a workload, with reasons',
    load: () => load(import('./recommend-scale/index.ts')),
  },
  {
    name: 'explain',
    summary: 'what a check of diagnose means',
    load: () => load(import('./explain.ts')),
  },
  {
    name: 'profile',
    summary: 'list, show, check and start profiles',
    load: () => load(import('./profile/index.ts')),
  },
  { name: 'report', summary: 'render saved results again', load: () => load(import('./report.ts')) },
  {
    name: 'completion',
    summary: 'completion script for bash, zsh or fish',
    load: () => load(import('./completion/index.ts')),
  },
]
