/** Version of this program, as `--version` prints it. */
export const cliVersion = '0.1.0';
