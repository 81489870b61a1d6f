import { useEffect, useState } from 'react';

/** How many seconds are left until a time, counting down by itself; 0 from then on. */
export function useSecondsUntil(at: string | null): number {
  const end = at === null ? 0 : Date.parse(at);
  const [now, setNow] = useState(() => Date.now());
  const isOver = now >= end;
  useEffect(() => {
    if (isOver) return;
    const ticking = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, [isOver]);
  return Math.max(0, Math.ceil((end - now) / 1000));
}
