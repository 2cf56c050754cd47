// The highest load that holds.
export {
  nextStep,
  requestsForQuantile,
  type SearchSettings,
  type SearchStep,
  type Trial,
} from './find-max.ts'
export { type MeasuredTrial, presentMaximum, type SearchEnd } from './present-maximum.ts'
