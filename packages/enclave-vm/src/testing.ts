/**
 * What tests of the process tier need beyond the public interface: its launch with another text in the place of the
 * child half, links without a session, and a session over any links. Not meant for programs.
 */
export { type GuestLink, type LinkBoot, type LinkFactory, LinkFault } from './bridge/link.ts';
export { findContainment } from './runners/process/containment.ts';
export { hardenedEntry } from './runners/process/hardened-entry.ts';
export { childLaunch, type Launch, type LaunchOptions } from './runners/process/launch.ts';
export { type ProcessLinkOptions, type ProcessLinks, processLinks } from './runners/process/process-links.ts';
export { type VmLinks, vmLinks } from './runners/vm/vm-links.ts';
export { startRun } from './session.ts';
