import { type Endpoint, maskSecrets, OperatorError, parseEndpoint } from '../../core/index.ts'

/** The endpoint at `address`, which was given with `option`. Throws OperatorError (exit 2) where it is none. */
export function endpointAt(address: string, option: string): Endpoint {
  const endpoint = parseEndpoint(address)
  if (endpoint.ok) return endpoint.value
  throw new OperatorError({
    sentence: `${option} ${JSON.stringify(maskSecrets(address))} ${endpoint.problem}.`,
    hint: endpoint.hint,
  })
}
