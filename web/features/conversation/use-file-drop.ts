import { useEffect, useRef, useState, type RefObject } from 'react';

/** Takes files that are dropped anywhere on the element; true while some hover over it. */
export function useFileDrop(
  element: RefObject<HTMLElement | null>,
  onFiles: (files: readonly File[]) => void,
): boolean {
  const [hovering, setHovering] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    // Each child tells of coming and going; only the sum says whether the whole was left.
    let depth = 0;
    const isOfFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onEnter = (event: DragEvent) => {
      if (!isOfFiles(event)) return;
      depth += 1;
      setHovering(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!isOfFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setHovering(false);
    };
    const onOver = (event: DragEvent) => {
      if (isOfFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!isOfFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setHovering(false);
      take.current([...(event.dataTransfer?.files ?? [])]);
    };
    target.addEventListener('dragenter', onEnter);
    target.addEventListener('dragleave', onLeave);
    target.addEventListener('dragover', onOver);
    target.addEventListener('drop', onDrop);
    return () => {
      target.removeEventListener('dragenter', onEnter);
      target.removeEventListener('dragleave', onLeave);
      target.removeEventListener('dragover', onOver);
      target.removeEventListener('drop', onDrop);
    };
  }, [element]);
  return hovering;
}
