/**
 * What tests of the process tier need beyond the public interface: its launch with another text in the place of the
 * child half, and its links without a session. Not meant for programs.
 */
export { findContainment } from './runners/process/containment.ts';
export { hardenedEntry } from './runners/process/hardened-entry.ts';
export { childLaunch, type Launch, type LaunchOptions } from './runners/process/launch.ts';
export { type ProcessLinkOptions, type ProcessLinks, processLinks } from './runners/process/process-links.ts';
