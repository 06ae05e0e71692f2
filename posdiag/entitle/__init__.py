"""May a coupon be used, cancelled or refunded: dated programme rules asked about one case."""
