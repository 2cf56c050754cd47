// Ready files made from a size answer: one emitter a file.
import { composeEmitter } from './compose.ts'
import type { Emitter } from './emission.ts'
import { envEmitter } from './env.ts'
import { kubernetesEmitter } from './kubernetes.ts'
import { performanceYamlEmitter } from './performance-yaml.ts'

export type { Emission, Emitter } from './emission.ts'

export const emitters: readonly Emitter[] = [
  performanceYamlEmitter,
  kubernetesEmitter,
  composeEmitter,
  envEmitter,
]
