// Recordings: read with all their parts, and replayed.
export { type Recording, readRecording } from './read-recording.ts'
export { replayTicks } from './replay.ts'
