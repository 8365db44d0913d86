"""From readings to scores that can be published, or the reasons why not."""
