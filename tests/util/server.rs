//! A server that tells what arrives.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// A server on a port of its own that tells what arrives. Its answer to `/to/STATUS/LOCATION` is a redirect, to all else 200
/// and `taken`.
pub(crate) fn server() -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, arrived) = channel();
    thread::spawn(move || listener.incoming().for_each(|stream| answer(&stream.unwrap(), &sender)));
    (port, arrived)
}

fn answer(mut stream: &TcpStream, arrived: &Sender<String>) {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {
        let line = head.lines().next_back().unwrap();
        length = line.strip_prefix("content-length: ").map_or(length, |length| length.parse().unwrap());
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let target = head.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap().to_owned();
    arrived.send(head + &String::from_utf8(body).unwrap()).unwrap();
    let answer = match target.strip_prefix("/to/").and_then(|rest| rest.split_once('/')) {
        Some((status, location)) => {
            format!("HTTP/1.1 {status} Moved\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        }
        None => "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\ntaken".to_owned(),
    };
    let _ = stream.write_all(answer.as_bytes());
}
