/** Why an answer with a status counts as failed where nothing else is expected; null below 400. */
export function statusFailure(status: number): { kind: string; example: string } | null {
  return status < 400 ? null : { kind: `status-${status}`, example: `the target answered ${status}` }
}
