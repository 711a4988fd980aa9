"""What commands and screens ask: plain functions on an `AppContext`, frozen values back, errors raised."""
