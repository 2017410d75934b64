/** Where the contract's paths begin. */
export const apiPrefix = '/api/v1';
