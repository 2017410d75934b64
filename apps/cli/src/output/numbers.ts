/** 28404 -> 28,404. Whole numbers may come as text, longer than a number holds. */
export function formatCount(count: string | number): string {
  const text = typeof count === 'number' ? Math.round(count).toString() : count;
  return /^-?\d+$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text;
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** 1536 -> 1.5 kB (thousands, not 1024). */
export function formatBytes(bytes: string | number): string {
  let value = Number(bytes);
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}

/** 3725 -> 1 h 2 min. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 2026-01-26 10:15:00 of this machine's clock. */
export function formatTime(moment: string | null | undefined): string {
  if (moment === null || moment === undefined) return '';
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
