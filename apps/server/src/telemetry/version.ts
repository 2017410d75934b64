/** Of this product, as telemetry tells it; a test holds it to package.json. */
export const productVersion = '0.1.0';
