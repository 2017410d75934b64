/** Version of this package, as the server sees it in User-Agent. */
export const version = '0.1.0';
