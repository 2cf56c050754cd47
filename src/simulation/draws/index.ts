// What is random in a simulation: when requests come and how long they take.
export type { ArrivalModel } from './arrival-model.ts'
export { arrivalTimes, meanRate } from './arrival-times.ts'
export { type ServiceMoments, serviceDraw, serviceMoments } from './service-draw.ts'
export type { ServiceModel } from './service-model.ts'
