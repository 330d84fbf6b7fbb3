CREATE TABLE `user_throttle` (
	`id` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`failed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `user_throttle_failed_at_index` ON `user_throttle` (`failed_at`);