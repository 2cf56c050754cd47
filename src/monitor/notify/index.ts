// Telling others of alerts.
export { openNoticePlaces } from './notice-places.ts'
