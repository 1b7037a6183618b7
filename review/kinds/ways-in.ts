/** Routes of the Gateway API. */
export const routeNouns = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;

/** Kinds with ways that lead users to a Service. */
export const leadUsers: ReadonlySet<string> = new Set(['Ingress', ...routeNouns]);
