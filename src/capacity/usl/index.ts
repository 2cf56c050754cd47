// The Universal Scalability Law: its algebra, its fit, and what the fit may say.
export { fitUsl, type UslFit, type UslFitOptions, type UslVerdict } from './fit-usl.ts'
export { predictUsl, type UslPrediction } from './predict-usl.ts'
export { type UslLaw, type UslParameters, type UslPoint, usl } from './usl.ts'
