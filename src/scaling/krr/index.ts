// Robusta KRR's strategies, exact.
export { type KrrInput, type KrrSimple, krrSeverity, krrSimple, krrSimpleLimit } from './krr.ts'
