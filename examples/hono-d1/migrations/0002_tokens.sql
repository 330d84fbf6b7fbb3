CREATE TABLE `user_token` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text NOT NULL,
	`expires` integer NOT NULL,
	`attempts` integer NOT NULL,
	`email` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_token_user_id_purpose_unique` ON `user_token` (`user_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `user_token_expires_index` ON `user_token` (`expires`);--> statement-breakpoint
ALTER TABLE `user` ADD `email` text;